import { texts } from '../../texts';
import { releaseEn } from '../../texts/release.en';
import { releaseZh } from '../../texts/release.zh';

export const useTexts = texts('release', releaseZh, releaseEn);
