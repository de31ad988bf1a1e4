import { texts } from '../../texts';
import { workersEn } from '../../texts/workers.en';
import { workersZh } from '../../texts/workers.zh';

export const useTexts = texts('workers', workersZh, workersEn);
