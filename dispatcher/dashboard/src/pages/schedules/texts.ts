import { texts } from '../../texts';
import { schedulesEn } from '../../texts/schedules.en';
import { schedulesZh } from '../../texts/schedules.zh';

export const useTexts = texts('schedules', schedulesZh, schedulesEn);
