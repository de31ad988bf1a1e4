import { texts } from '../texts';
import { formsEn } from '../texts/forms.en';
import { formsZh } from '../texts/forms.zh';

export const useFormTexts = texts('forms', formsZh, formsEn);
