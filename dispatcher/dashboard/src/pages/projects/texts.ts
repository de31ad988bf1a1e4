import { texts } from '../../texts';
import { projectsEn } from '../../texts/projects.en';
import { projectsZh } from '../../texts/projects.zh';

export const useTexts = texts('projects', projectsZh, projectsEn);
