import { useState } from 'react';
import type { Project } from '../../api/types';
import { Numbered } from '../../forms/Numbered';
import type { Pickable } from '../../forms/servers';
import { Panel } from '../../parts/Page';
import { Tag } from '../../parts/StateTag';
import { allowedAs, loadCommands, parseShape, renderCall, type CallShape } from './commands';
import { useTexts } from './texts';

/** One allowed call with a box for each argument. */
function Builder({ shape, idempotent, onAdd }: { shape: CallShape; idempotent: boolean; onAdd: (command: string) => void }) {
  const t = useTexts();
  const [values, setValues] = useState<string[]>(() => shape.types.map(() => ''));
  const rendered = renderCall(shape, values);
  return (
    <form
      className="call"
      onSubmit={event => {
        event.preventDefault();
        if (rendered === null) return;
        onAdd(rendered);
        setValues(shape.types.map(() => ''));
      }}
    >
      <code className="mono">{shape.name}(</code>
      {shape.types.map((type, at) => (
        <input
          key={`${type}${at}`}
          className="field mono"
          aria-label={`${shape.name} ${at + 1} ${type}`}
          placeholder={type}
          spellCheck={false}
          value={values[at] ?? ''}
          onChange={event => setValues(values.map((value, other) => (other === at ? event.target.value : value)))}
        />
      ))}
      <code className="mono">).</code>
      <button type="submit" className="btn" disabled={rendered === null}>
        {t('commands.add')}
      </button>
      {!idempotent && <Tag tone="warn" glyph="!" text={t('commands.once')} plain />}
    </form>
  );
}

interface Props {
  project: Project;
  commands: string[];
  files: string[];
  sample: Pickable | null;
  errors: string[];
  onChange: (commands: string[]) => void;
}

/** Commands out of the calls that the project allows, in the order they run, as one game server gets them. */
export function CommandStep({ project, commands, files, sample, errors, onChange }: Props) {
  const t = useTexts();
  const allowed = project.erlang_commands;
  const loads = loadCommands(allowed.map(each => each.call), files).filter(command => !commands.includes(command));
  const move = (from: number, by: number) => {
    const next = [...commands];
    const [taken] = next.splice(from, 1);
    if (taken !== undefined) next.splice(from + by, 0, taken);
    onChange(next);
  };
  return (
    <Panel
      title={<Numbered n={4}>{t('commands')}</Numbered>}
      aside={
        loads.length > 0 && (
          <button type="button" className="btn" onClick={() => onChange([...commands, ...loads])}>
            {t('commands.load', { count: loads.length })}
          </button>
        )
      }
    >
      {allowed.length === 0 && <p className="muted">{t('commands.none')}</p>}
      <div className="calls">
        {allowed.map(each => {
          const shape = parseShape(each.call);
          return shape === null ? null : <Builder key={each.call} shape={shape} idempotent={each.idempotent} onAdd={command => onChange([...commands, command])} />;
        })}
      </div>
      {commands.length > 0 && (
        <>
          <p className="muted commands-sample">{sample === null ? t('commands.order') : t('commands.sample', { server: `${sample.role} ${sample.ip} ${sample.name}` })}</p>
          <ol className="commands">
            {commands.map((command, at) => {
              const rule = allowedAs(command, allowed);
              return (
                <li key={`${command} ${at}`}>
                  <span className="num muted">{at + 1}</span>
                  <code className="mono">{command}</code>
                  {rule === null && <Tag tone="bad" glyph="✗" text={t('commands.notAllowed')} plain />}
                  {rule?.idempotent === false && <Tag tone="warn" glyph="!" text={t('commands.once')} plain />}
                  <span className="cell-acts">
                    <button type="button" className="linkish" disabled={at === 0} aria-label={t('commands.up', { n: at + 1 })} onClick={() => move(at, -1)}>
                      ↑
                    </button>
                    <button type="button" className="linkish" disabled={at + 1 === commands.length} aria-label={t('commands.down', { n: at + 1 })} onClick={() => move(at, 1)}>
                      ↓
                    </button>
                    <button type="button" className="linkish" aria-label={t('commands.remove', { n: at + 1 })} onClick={() => onChange(commands.filter((_, other) => other !== at))}>
                      ✕
                    </button>
                  </span>
                </li>
              );
            })}
          </ol>
        </>
      )}
      {errors.length > 0 && <p className="f-error">✗ {errors.join('; ')}</p>}
    </Panel>
  );
}
