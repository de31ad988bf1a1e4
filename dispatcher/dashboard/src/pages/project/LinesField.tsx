import { useState } from 'react';
import { AreaField, TextField, type FieldProps } from '../../forms/Field';
import { words } from '../../forms/waves';

interface Props extends FieldProps {
  /** The list as text, as it would be written anew. */
  value: string;
  /** What a typed text says, written anew; absent: words with commas. */
  read?: (text: string) => string;
  onChange: (text: string) => void;
  rows?: number;
  placeholder?: string;
}

const asWords = (text: string) => words(text).join(', ');
export const asLines = (text: string) => words(text).join('\n');

/** A list that is typed as text: what one types stays as it is, a comma at its end too, while the list is read out of it. */
export function LinesField({ value, read = asWords, onChange, rows = 1, placeholder, ...field }: Props) {
  const [typed, setTyped] = useState({ text: value, says: value });
  const shown = typed.says === value ? typed.text : value;
  const change = (text: string) => {
    setTyped({ text, says: read(text) });
    onChange(text);
  };
  const more = placeholder === undefined ? {} : { placeholder };
  return rows > 1 ? <AreaField {...field} {...more} value={shown} onChange={change} rows={rows} mono /> : <TextField {...field} {...more} value={shown} onChange={change} mono />;
}
