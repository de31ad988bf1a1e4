import { Modal, Switch } from 'antd';
import { useShared, type SharedKey } from '../texts';
import { setKeysEnabled, useKeysEnabled } from './keyboard';

const KEYS: [string, SharedKey][] = [
  ['/', 'help.search'],
  ['r', 'help.refresh'],
  ['t', 'help.theme'],
  ['?', 'help.help'],
  ['Esc', 'help.escape'],
  ['← ↑ → ↓', 'help.arrows'],
];

export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const t = useShared();
  const on = useKeysEnabled();
  return (
    <Modal open title={t('help.title')} footer={null} onCancel={onClose} width={380}>
      <dl className="keys">
        {KEYS.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <label className="keys-switch">
        <Switch size="small" checked={on} onChange={setKeysEnabled} aria-label={t('help.enabled')} /> {t('help.enabled')}
      </label>
    </Modal>
  );
}
