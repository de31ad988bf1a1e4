import { texts } from '../../texts';
import { versionsEn } from '../../texts/versions.en';
import { versionsZh } from '../../texts/versions.zh';

export const useTexts = texts('versions', versionsZh, versionsEn);
