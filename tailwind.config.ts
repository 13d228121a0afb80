import type { Config } from 'tailwindcss';

/**
 * The look, as roles. A pair `x` / `on-x` or `x-soft` / `x-ink` meets WCAG AA as background and text.
 * `danger` is for what cannot be undone and for nothing else: a form fault is `warning`, a lost answer `unclear`.
 */
const config = {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      canvas: '#f6f7f9',
      surface: '#ffffff',
      sunken: '#eff1f4',
      line: '#e2e5ea',
      'line-strong': '#cdd2da',
      /** Borders of controls: 3:1 against `surface`. */
      'line-control': '#868e9d',
      ink: '#171b24',
      'ink-muted': '#525a68',
      'ink-faint': '#656d7c',
      scrim: '#12151c80',
      accent: { DEFAULT: '#3a4ab5', hover: '#2e3b96', soft: '#eef0fb', line: '#c9cff0', ink: '#2f3d9e' },
      'on-accent': '#ffffff',
      danger: { DEFAULT: '#b3261e', hover: '#941c16', soft: '#fdf1f0', line: '#efc4c0', ink: '#94201a' },
      'on-danger': '#ffffff',
      warning: { DEFAULT: '#96590a', soft: '#fdf6e9', line: '#ecd5a8', ink: '#744306' },
      'on-warning': '#ffffff',
      success: { DEFAULT: '#1c7a4d', soft: '#eef8f2', line: '#b9dfca', ink: '#14603b' },
      'on-success': '#ffffff',
      info: { DEFAULT: '#2a6496', soft: '#eff5fa', line: '#c2d8ea', ink: '#1f4f79' },
      'on-info': '#ffffff',
      unclear: { DEFAULT: '#7043a8', soft: '#f6f1fc', line: '#d8c7ee', ink: '#5a3490' },
      'on-unclear': '#ffffff',
    },
    fontFamily: {
      sans: [
        '"PingFang SC"',
        '"Microsoft YaHei"',
        '"Noto Sans CJK SC"',
        '"Source Han Sans SC"',
        'system-ui',
        'sans-serif',
      ],
      /** For text in English: the Chinese fonts draw its quotes and dashes full-width. */
      latin: [
        'system-ui',
        '"Segoe UI"',
        '"Noto Sans"',
        '"PingFang SC"',
        '"Microsoft YaHei"',
        '"Noto Sans CJK SC"',
        'sans-serif',
      ],
      mono: ['ui-monospace', '"SF Mono"', 'Consolas', '"Noto Sans Mono CJK SC"', 'monospace'],
    },
    fontSize: {
      xs: ['0.75rem', '1rem'],
      sm: ['0.8125rem', '1.25rem'],
      base: ['0.875rem', '1.375rem'],
      lg: ['1rem', '1.5rem'],
      xl: ['1.25rem', '1.75rem'],
      '2xl': ['1.5rem', '2rem'],
      /** The one number that a page is about. */
      figure: ['3.25rem', '1'],
    },
    borderRadius: { none: '0', sm: '4px', md: '6px', lg: '10px', full: '9999px' },
    boxShadow: {
      none: 'none',
      raised: '0 1px 2px 0 rgb(23 27 36 / 0.05)',
      popover: '0 0 0 1px rgb(23 27 36 / 0.06), 0 8px 24px -6px rgb(23 27 36 / 0.18)',
      dialog: '0 0 0 1px rgb(23 27 36 / 0.06), 0 24px 64px -16px rgb(23 27 36 / 0.35)',
    },
    extend: {
      spacing: { nav: '14.5rem', header: '3.25rem' },
      maxWidth: { page: '84rem', reading: '42rem' },
    },
  },
} satisfies Config;

export default config;
