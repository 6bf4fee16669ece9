/** The mark: a stage door, its lower half in shadow, with the knob at the seam. */
export const Mark = (props: { size?: number }) => {
  const { size = 24 } = props;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path
        d="M3 7a5 5 0 0 1 5-5h8a5 5 0 0 1 5 5v8H3z"
        fill="var(--sd-brand)"
      />
      <path d="M3 15h18v5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z" fill="#ffffff40" />
      <circle cx="17" cy="15" r="1.6" fill="var(--sd-side)" />
    </svg>
  );
};
