import { texts } from '../../texts';
import { auditEn } from '../../texts/audit.en';
import { auditZh } from '../../texts/audit.zh';

export const useTexts = texts('audit', auditZh, auditEn);
