import { texts } from '../../texts';
import { projectEn } from '../../texts/project.en';
import { projectZh } from '../../texts/project.zh';

export const useTexts = texts('project', projectZh, projectEn);
