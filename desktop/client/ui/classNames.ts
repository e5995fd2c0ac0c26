/** Joins the class names that hold; CSS modules type each as possibly absent. */
export function classNames(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
