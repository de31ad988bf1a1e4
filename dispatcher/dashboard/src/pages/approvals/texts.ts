import { texts } from '../../texts';
import { approvalsEn } from '../../texts/approvals.en';
import { approvalsZh } from '../../texts/approvals.zh';

export const useTexts = texts('approvals', approvalsZh, approvalsEn);
