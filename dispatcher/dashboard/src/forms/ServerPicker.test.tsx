import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ServerPicker } from './ServerPicker';
import type { Pickable } from './servers';

const ONE = { id: '127.0.1.1 qq_1', ip: '127.0.1.1', name: 'qq_1', title: 'qq_1', role: 'game', labels: [], known: true } as unknown as Pickable;
const all = () => screen.getByRole<HTMLButtonElement>('button', { name: /全选/ });

it('takes no press on "all" before it has game servers, so that none is lost', () => {
  const onChange = vi.fn();
  const { rerender } = render(<ServerPicker servers={[]} chosen={new Set()} onChange={onChange} />);
  expect(all().disabled).toBe(true);
  rerender(<ServerPicker servers={[ONE]} chosen={new Set()} onChange={onChange} />);
  all().click();
  expect(onChange).toHaveBeenCalledExactlyOnceWith([ONE.id], []);
});
