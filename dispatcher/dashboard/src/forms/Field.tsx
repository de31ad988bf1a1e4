import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import './forms.css';

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  errors?: string[];
  /** Over the whole width of the form. */
  wide?: boolean;
}

interface Aria {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

/** A label, an input, what it means, and what the server said of it. */
export function Field({ label, hint, errors = [], wide = false, children }: FieldProps & { children: (aria: Aria) => ReactNode }) {
  const id = useId();
  const bad = errors.length > 0;
  const described = [bad ? `${id}-e` : '', hint === undefined ? '' : `${id}-h`].filter(each => each !== '').join(' ');
  return (
    <div className={wide ? 'f wide' : 'f'}>
      <label className="f-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, ...(described === '' ? {} : { 'aria-describedby': described }), ...(bad ? { 'aria-invalid': true } : {}) })}
      {bad && (
        <ul className="f-error" id={`${id}-e`}>
          {errors.map(error => (
            <li key={error}>
              <span aria-hidden="true">✗ </span>
              {error}
            </li>
          ))}
        </ul>
      )}
      {hint !== undefined && (
        <p className="f-hint" id={`${id}-h`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface TextProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  mono?: boolean;
  placeholder?: string;
  disabled?: boolean;
  type?: 'text' | 'number' | 'password' | 'datetime-local' | 'time' | 'url';
  /** What the browser offers while one types. */
  offer?: string[];
  autoComplete?: string;
  maxLength?: number;
  autoFocus?: boolean;
}

export function TextField({ value, onChange, mono, placeholder, disabled, type = 'text', offer, autoComplete = 'off', maxLength, autoFocus, ...field }: TextProps) {
  const list = useId();
  return (
    <Field {...field}>
      {aria => (
        <>
          <input
            {...aria}
            className={mono ? 'field mono' : 'field'}
            type={type}
            value={value}
            disabled={disabled}
            spellCheck={false}
            autoComplete={autoComplete}
            maxLength={maxLength}
            autoFocus={autoFocus}
            placeholder={placeholder}
            list={offer === undefined ? undefined : list}
            onChange={event => onChange(event.target.value)}
          />
          {offer !== undefined && (
            <datalist id={list}>
              {offer.map(each => (
                <option key={each} value={each} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

interface AreaProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  mono?: boolean;
  placeholder?: string;
  disabled?: boolean;
}

export function AreaField({ value, onChange, rows = 3, mono, placeholder, disabled, ...field }: AreaProps) {
  return (
    <Field {...field}>
      {aria => (
        <textarea
          {...aria}
          className={mono ? 'field area mono' : 'field area'}
          rows={rows}
          value={value}
          disabled={disabled}
          spellCheck={false}
          placeholder={placeholder}
          onChange={event => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export interface Choice {
  value: string;
  label: string;
}

interface SelectProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  choices: Choice[];
  /** The first entry, with an empty value. */
  none?: string;
  disabled?: boolean;
}

export function SelectField({ value, onChange, choices, none, disabled, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {aria => (
        <select {...aria} className="field" title={choices.find(choice => choice.value === value)?.label ?? none} value={value} disabled={disabled} onChange={event => onChange(event.target.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {choices.map(choice => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface CheckProps {
  label: ReactNode;
  value: boolean;
  onChange: (value: boolean) => void;
  hint?: ReactNode;
  errors?: string[];
  disabled?: boolean;
}

export function CheckField({ label, value, onChange, hint, errors = [], disabled }: CheckProps) {
  return (
    <div className="f-check">
      <label>
        <input type="checkbox" checked={value} disabled={disabled} onChange={event => onChange(event.target.checked)} />
        <span>{label}</span>
      </label>
      {errors.length > 0 && <p className="f-error">✗ {errors.join('; ')}</p>}
      {hint !== undefined && <p className="f-hint">{hint}</p>}
    </div>
  );
}

/** A choice of few, all of them to be seen. */
export function Chips({ label, value, choices, onChange }: { label: string; value: string; choices: Choice[]; onChange: (value: string) => void }) {
  return (
    <div className="chips" role="group" aria-label={label}>
      {choices.map(choice => (
        <button key={choice.value} type="button" className="chip" aria-pressed={choice.value === value} onClick={() => onChange(choice.value)}>
          {choice.label}
        </button>
      ))}
    </div>
  );
}

const WAIT_MS = 250;

interface SearchProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
  /** The one that `/` goes to. */
  main?: boolean;
  /** The server searches: wait until one stops typing. */
  slow?: boolean;
}

/** A filter's text box in a toolbar. */
export function SearchBox({ value, onChange, label, main = false, slow = false }: SearchProps) {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (told !== value) {
    setTold(value);
    setTyped(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (text: string) => {
    setTold(text);
    onChange(text);
  };
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    if (slow) timer.current = setTimeout(() => tell(text), WAIT_MS);
    else tell(text);
  };
  return (
    <span className="grow">
      <input
        className="field"
        type="search"
        {...(main ? { 'data-search': true } : {})}
        value={typed}
        spellCheck={false}
        aria-label={label}
        placeholder={label}
        onChange={event => type(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Enter') return;
          clearTimeout(timer.current);
          tell(typed);
        }}
      />
    </span>
  );
}

/** A filter's list in a toolbar. */
export function FilterSelect({ value, onChange, label, choices, none }: { value: string; onChange: (value: string) => void; label: string; choices: Choice[]; none: string }) {
  return (
    <select className="field filter-select" aria-label={label} value={value} onChange={event => onChange(event.target.value)}>
      <option value="">{none}</option>
      {choices.map(choice => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
