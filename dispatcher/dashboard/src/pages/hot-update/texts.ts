import { texts } from '../../texts';
import { hotUpdateEn } from '../../texts/hot-update.en';
import { hotUpdateZh } from '../../texts/hot-update.zh';

export const useTexts = texts('hot-update', hotUpdateZh, hotUpdateEn);
