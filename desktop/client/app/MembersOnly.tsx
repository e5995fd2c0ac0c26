import { useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useUser } from '../api/index.ts';
import { signInPath } from './safeNext.ts';

/** Guests are asked to sign in and then come back to where they wanted to go. */
export function MembersOnly() {
  const user = useUser();
  const location = useLocation();
  const [wasMember] = useState(user !== null);
  if (user) return <Outlet />;
  // Who has just signed out here wants to be away, not to sign in again.
  return <Navigate to={wasMember ? '/' : signInPath(location)} replace />;
}
