import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../../i18n/index.ts';
import { IconButton, TextField, type TextFieldProps } from '../../ui/index.ts';
import { accountMessages } from './messages.ts';

/** With an eye to read what one typed: long pass phrases are typed right more often that way. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'trailing'>) {
  const t = useMessages(accountMessages);
  const [isShown, setIsShown] = useState(false);
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      spellCheck="false"
      trailing={
        <IconButton
          size="small"
          label={isShown ? t('hidePassword') : t('showPassword')}
          icon={
            isShown ? <EyeOff size={20} strokeWidth={1.5} /> : <Eye size={20} strokeWidth={1.5} />
          }
          onPress={() => {
            setIsShown(!isShown);
          }}
        />
      }
    />
  );
}
