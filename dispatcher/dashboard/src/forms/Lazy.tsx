/** Dialogs and drawers bring a good part of antd with them: they come when the first of them is opened. */
import { lazy, Suspense, type ComponentProps } from 'react';
import './forms.css';

const LazyConfirm = lazy(() => import('../parts/ConfirmScope').then(module => ({ default: module.ConfirmScope })));
const LazySubmit = lazy(() => import('./SubmitDialog').then(module => ({ default: module.SubmitDialog })));
const LazyDrawer = lazy(() => import('./SideDrawer'));
const LazyDialog = lazy(() => import('./FormDialog'));

export function Confirm(props: ComponentProps<typeof LazyConfirm>) {
  return (
    <Suspense>
      <LazyConfirm {...props} />
    </Suspense>
  );
}

export function Submit(props: ComponentProps<typeof LazySubmit>) {
  return (
    <Suspense>
      <LazySubmit {...props} />
    </Suspense>
  );
}

export function Drawer(props: ComponentProps<typeof LazyDrawer>) {
  return (
    <Suspense>
      <LazyDrawer {...props} />
    </Suspense>
  );
}

export function Dialog(props: ComponentProps<typeof LazyDialog>) {
  return (
    <Suspense>
      <LazyDialog {...props} />
    </Suspense>
  );
}
