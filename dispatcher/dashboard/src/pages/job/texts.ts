import { texts } from '../../texts';
import { jobEn } from '../../texts/job.en';
import { jobZh } from '../../texts/job.zh';

export const useTexts = texts('job', jobZh, jobEn);
