import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useCall } from '../api/hooks';
import { placeErrors } from '../api/problem';
import { ProblemText } from '../parts/ProblemText';
import { toast } from '../parts/toast';
import { texts, useShared } from '../texts';
import { passwordEn } from '../texts/password.en';
import { passwordZh } from '../texts/password.zh';

const useTexts = texts('password', passwordZh, passwordEn);
const LEAST = 10;

interface Fields {
  old_password: string;
  new_password: string;
  again: string;
}

/** A local account's own password. What is typed here is never kept. */
export default function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  const s = useShared();
  const [form] = Form.useForm<Fields>();
  const [rest, setRest] = useState(true);
  const change = useCall('post', '/api/v1/session/password');
  const send = ({ old_password, new_password }: Fields) =>
    change.mutate(
      { body: { old_password, new_password } },
      {
        onSuccess: () => {
          toast(t('changed'));
          onClose();
        },
        onError: problem => {
          const placed = placeErrors(problem.errors, [['old_password'], ['new_password']]);
          form.setFields(placed.fields as Parameters<typeof form.setFields>[0]);
          setRest(placed.fields.length === 0 || placed.rest.length > 0);
        },
      },
    );
  return (
    <Modal open title={s('session.password')} okText={s('action.save')} confirmLoading={change.isPending} onOk={form.submit} onCancel={onClose} width={400}>
      <Form form={form} layout="vertical" onFinish={send} requiredMark={false}>
        <Form.Item name="old_password" label={t('old')} rules={[{ required: true, message: t('required') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="new_password" label={t('new')} extra={t('rule', { n: LEAST })} rules={[{ min: LEAST, required: true, message: t('rule', { n: LEAST }) }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('again')}
          dependencies={['new_password']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value: string) =>
                value === getFieldValue('new_password') ? Promise.resolve() : Promise.reject(new Error(t('different'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {change.error && rest && <ProblemText error={change.error} />}
      </Form>
    </Modal>
  );
}
