import { useState } from 'react';
import { useApi, useSubmit } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { Button, ErrorNotice, Form, PageHeading, TextField, TextLink } from '../../ui/index.ts';
import styles from './account.module.css';
import { checkEmail } from './checks.ts';
import { accountMessages } from './messages.ts';
import { PasswordField } from './PasswordField.tsx';

export interface SignInFormProps {
  registerPath: string;
}

/** Signing in changes the session; whoever shows this form goes on from there. */
export function SignInForm({ registerPath }: SignInFormProps) {
  const t = useMessages(accountMessages);
  const api = useApi();
  const toProblem = useProblems();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const emailProblem = checkEmail(email);

  const { isPending, error, handleSubmit } = useSubmit(() => {
    setWasTried(true);
    if (emailProblem !== null || password === '') return false;
    return api.signIn({ email, password });
  });

  return (
    <Form className={styles.form} onSubmit={handleSubmit}>
      <PageHeading title={t('signInTitle')}>{t('signInTitle')}</PageHeading>
      <TextField
        label={t('email')}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        autoFocus
        value={email}
        onChange={setEmail}
        error={wasTried && emailProblem ? t(emailProblem) : undefined}
      />
      <PasswordField
        label={t('password')}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={wasTried && password === '' ? t('passwordMissing') : undefined}
      />
      {error !== null && <ErrorNotice problem={toProblem(error)} />}
      <Button type="submit" variant="primary" size="large" isPending={isPending} isFullWidth>
        {t('signIn')}
      </Button>
      <p className={styles.aside}>
        {t('noAccount')} <TextLink href={registerPath}>{t('createOne')}</TextLink>
      </p>
    </Form>
  );
}
