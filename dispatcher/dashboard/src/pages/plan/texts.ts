import { texts } from '../../texts';
import { planEn } from '../../texts/plan.en';
import { planZh } from '../../texts/plan.zh';

export const useTexts = texts('plan', planZh, planEn);
