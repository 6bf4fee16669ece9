import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What a test waits for comes late on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);
