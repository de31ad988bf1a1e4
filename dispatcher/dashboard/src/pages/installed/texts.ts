import { texts } from '../../texts';
import { installedEn } from '../../texts/installed.en';
import { installedZh } from '../../texts/installed.zh';

export const useTexts = texts('installed', installedZh, installedEn);
