import { texts } from '../../texts';
import { servicesEn } from '../../texts/services.en';
import { servicesZh } from '../../texts/services.zh';

export const useTexts = texts('services', servicesZh, servicesEn);
