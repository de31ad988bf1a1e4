import { texts } from '../../texts';
import { serversEn } from '../../texts/servers.en';
import { serversZh } from '../../texts/servers.zh';

export const useTexts = texts('servers', serversZh, serversEn);
