import { act, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { Link, MemoryRouter, useLocation } from 'react-router';
import { expect, it } from 'vitest';
import { useNamed } from './useNamed';

const NAMES = ['app_type', 'version'] as const;

function Form() {
  const [taken, setTaken] = useState<string[]>([]);
  // A new object each time, as the draft of a form is one.
  useNamed(NAMES, named => setTaken([...taken, `${named.app_type ?? ''} ${named.version ?? ''}`]));
  return (
    <>
      <p>{`${taken.join(', ')} at ${useLocation().search}`}</p>
      <Link to="/release?version=1.0.2">other</Link>
    </>
  );
}

it('hands over once what the address names, and again what is named later', () => {
  render(
    <MemoryRouter initialEntries={['/release?project=ssss&app_type=GameServer&version=1.0.2']}>
      <Form />
    </MemoryRouter>,
  );
  expect(screen.getByRole('paragraph').textContent).toBe('GameServer 1.0.2 at ?project=ssss');
  act(() => screen.getByRole('link').click());
  expect(screen.getByRole('paragraph').textContent).toBe('GameServer 1.0.2,  1.0.2 at ');
});
