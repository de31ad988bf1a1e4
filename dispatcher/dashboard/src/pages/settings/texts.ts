import { texts } from '../../texts';
import { settingsEn } from '../../texts/settings.en';
import { settingsZh } from '../../texts/settings.zh';

export const useTexts = texts('settings', settingsZh, settingsEn);
