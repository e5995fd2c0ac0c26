export { checkName, checkNewPassword } from './checks.ts';
export { IncompleteSetupLink } from './IncompleteSetupLink.tsx';
export { PasswordField } from './PasswordField.tsx';
export { RegisterForm } from './RegisterForm.tsx';
export { SignInForm } from './SignInForm.tsx';
export { Welcome } from './Welcome.tsx';
