import { texts } from '../../texts';
import { jobsEn } from '../../texts/jobs.en';
import { jobsZh } from '../../texts/jobs.zh';

export const useTexts = texts('jobs', jobsZh, jobsEn);
