import { fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter, useLocation } from 'react-router';
import { expect, it, vi } from 'vitest';
import { GatedButton } from './GatedButton';

vi.mock('../app/session', () => ({ useGate: () => null }));

const Where = () => <p>{useLocation().pathname}</p>;

it('follows a link inside the dashboard without loading it anew, and leaves a new tab to the browser', () => {
  render(
    <MemoryRouter initialEntries={['/jobs']}>
      <GatedButton need="releaser" project="ssss" href="/release">
        go
      </GatedButton>
      <Where />
    </MemoryRouter>,
  );
  fireEvent.click(screen.getByRole('link'), { ctrlKey: true });
  expect(screen.getByRole('paragraph').textContent).toBe('/jobs');
  expect(fireEvent.click(screen.getByRole('link'))).toBe(false);
  expect(screen.getByRole('paragraph').textContent).toBe('/release');
});
