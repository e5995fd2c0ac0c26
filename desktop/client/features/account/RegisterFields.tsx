import { useMessages } from '../../i18n/index.ts';
import { TextField } from '../../ui/index.ts';
import { accountMessages } from './messages.ts';
import { PasswordField } from './PasswordField.tsx';

export interface RegisterDraft {
  name: string;
  email: string;
  password: string;
}

export interface RegisterFieldsProps {
  draft: RegisterDraft;
  onChange: (draft: RegisterDraft) => void;
  errors: Readonly<Record<keyof RegisterDraft, string | undefined>>;
}

export function RegisterFields({ draft, onChange, errors }: RegisterFieldsProps) {
  const t = useMessages(accountMessages);
  return (
    <>
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        name="name"
        autoComplete="name"
        autoFocus
        value={draft.name}
        onChange={(name) => {
          onChange({ ...draft, name });
        }}
        error={errors.name}
      />
      <TextField
        label={t('email')}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        value={draft.email}
        onChange={(email) => {
          onChange({ ...draft, email });
        }}
        error={errors.email}
      />
      <PasswordField
        label={t('password')}
        hint={t('passwordHint')}
        name="new-password"
        autoComplete="new-password"
        value={draft.password}
        onChange={(password) => {
          onChange({ ...draft, password });
        }}
        error={errors.password}
      />
    </>
  );
}
