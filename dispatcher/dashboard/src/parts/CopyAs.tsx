import { CodeOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useShared } from '../texts';
import { asCli, asCurl, copyText, type Command } from './commands';
import { toast } from './toast';
import { usePopup } from './usePopup';

/** Copies what a button does, or a view shows, as a command for a terminal. */
export function CopyAs({ command, size }: { command: Command; size?: 'small' }) {
  const t = useShared();
  const [open, setOpen, box] = usePopup<HTMLSpanElement>();
  const { cli } = command;
  const choices = [
    { key: 'curl', label: t('action.copyCurl'), text: asCurl(command) },
    ...(cli === undefined ? [] : [{ key: 'cli', label: t('action.copyCli'), text: asCli(cli) }]),
  ];
  const copy = (text: string) => {
    setOpen(false);
    void copyText(text).then(() => toast(t('action.copied')));
  };
  return (
    <span className="popup" ref={box}>
      <Button
        {...(size ? { size } : {})}
        icon={<CodeOutlined />}
        aria-label={t('action.copyAs')}
        title={t('action.copyAs')}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <span className="popup-panel">
          {choices.map(({ key, label, text }) => (
            <button key={key} type="button" className="popup-item" onClick={() => copy(text)}>
              {label}
              <span className="mono muted popup-preview">{text}</span>
            </button>
          ))}
        </span>
      )}
    </span>
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
        <CopyOutlined />
      </button>
    </span>
  );
}
