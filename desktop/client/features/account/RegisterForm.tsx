import { useState } from 'react';
import { useApi, useSubmit } from '../../api/index.ts';
import { useMessages, useProblems, type Locale } from '../../i18n/index.ts';
import { Button, ErrorNotice, Form, PageHeading, TextLink } from '../../ui/index.ts';
import styles from './account.module.css';
import { checkEmail, checkName, checkNewPassword } from './checks.ts';
import { accountMessages } from './messages.ts';
import { RegisterFields, type RegisterDraft } from './RegisterFields.tsx';

export interface RegisterFormProps {
  onSignedIn?: () => void;
  signInPath: string;
  /** The language the account starts with; null: whatever the browser of the day speaks. */
  locale: Locale | null;
  /** From the set-up link: makes this account the administrator. */
  setupToken?: string;
}

export function RegisterForm({ onSignedIn, signInPath, locale, setupToken }: RegisterFormProps) {
  const t = useMessages(accountMessages);
  const api = useApi();
  const toProblem = useProblems();
  const [draft, setDraft] = useState<RegisterDraft>({ name: '', email: '', password: '' });
  const [wasTried, setWasTried] = useState(false);
  const problems = {
    name: checkName(draft.name),
    email: checkEmail(draft.email),
    password: checkNewPassword(draft.password),
  };
  const isSetup = setupToken !== undefined;

  const { isPending, error, fieldErrors, handleSubmit } = useSubmit(() => {
    setWasTried(true);
    if (Object.values(problems).some((problem) => problem !== null)) return false;
    const body = { email: draft.email, password: draft.password, displayName: draft.name };
    return api
      .register({ ...body, ...(locale ? { locale } : {}), ...(isSetup ? { setupToken } : {}) })
      .then(onSignedIn);
  });
  const told = (problem: (typeof problems)[keyof typeof problems]) =>
    wasTried && problem ? t(problem) : undefined;

  return (
    <Form className={styles.form} onSubmit={handleSubmit}>
      <div>
        <PageHeading title={isSetup ? t('setupTitle') : t('registerTitle')}>
          {isSetup ? t('setupTitle') : t('registerTitle')}
        </PageHeading>
        <p className={styles.lead}>{isSetup ? t('setupWords') : t('registerWords')}</p>
      </div>
      <RegisterFields
        draft={draft}
        onChange={setDraft}
        errors={{
          name: told(problems.name) ?? fieldErrors.displayName,
          email: told(problems.email) ?? fieldErrors.email,
          password: told(problems.password) ?? fieldErrors.password,
        }}
      />
      {error !== null && <ErrorNotice problem={toProblem(error)} />}
      <Button type="submit" variant="primary" size="large" isPending={isPending} isFullWidth>
        {isSetup ? t('setup') : t('register')}
      </Button>
      {!isSetup && (
        <p className={styles.aside}>
          {t('haveAccount')} <TextLink href={signInPath}>{t('signIn')}</TextLink>
        </p>
      )}
    </Form>
  );
}
