import { useShared } from '../texts';
import { lookOf, wordKey, type Family, type Tone } from './states';
import './parts.css';

interface Props {
  /** What the state is one of. */
  of: Family;
  state: string;
  /** Instead of the state's own word. */
  text?: string;
  /** Without a background, in a line of text. */
  plain?: boolean;
}

/** A state as colour, glyph and word. */
export function StateTag({ of, state, text, plain }: Props) {
  const t = useShared();
  const look = lookOf(of, state);
  const key = wordKey(of, state);
  return <Tag tone={look.tone} glyph={look.glyph} text={text ?? (key ? t(key) : state)} plain={plain ?? false} />;
}

/** A word of any kind in the same dress. */
export function Tag({ tone, glyph, text, plain }: { tone: Tone; glyph?: string; text: string; plain?: boolean }) {
  return (
    <span className={plain ? `tag plain tone-${tone}` : `tag tone-${tone}`}>
      {glyph !== undefined && (
        <span className="glyph" aria-hidden="true">
          {glyph}
        </span>
      )}
      {text}
    </span>
  );
}
