import { CodeOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useShared } from '../texts';
import { toast } from './toast';
import { asCli, asCurl, copyText, type Command } from './commands';

/** Copies what a button does, or a view shows, as a command for a terminal. */
export function CopyAs({ command, size }: { command: Command; size?: 'small' }) {
  const t = useShared();
  const copy = async (text: string) => {
    await copyText(text);
    toast(t('action.copied'));
  };
  const cli = command.cli;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'curl', label: t('action.copyCurl') },
          ...(cli === undefined ? [] : [{ key: 'cli', label: t('action.copyCli') }]),
        ],
        onClick: ({ key }) => void copy(key === 'cli' && cli !== undefined ? asCli(cli) : asCurl(command)),
      }}
    >
      <Button {...(size ? { size } : {})} icon={<CodeOutlined />} aria-label={t('action.copyAs')} title={t('action.copyAs')} />
    </Dropdown>
  );
}

/** A text in a fixed pitch with a button that copies it. */
export function CopyText({ text, shown }: { text: string; shown?: string }) {
  const t = useShared();
  return (
    <span className="copytext">
      <span className="mono">{shown ?? text}</span>
      <button
        type="button"
        className="linkish"
        title={t('action.copy')}
        aria-label={`${t('action.copy')} ${text}`}
        onClick={() => void copyText(text).then(() => toast(t('action.copied')))}
      >
        ⧉
      </button>
    </span>
  );
}
