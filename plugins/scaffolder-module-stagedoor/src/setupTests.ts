import '@testing-library/jest-dom';

// The scaffolder's form scrolls to its top; jsdom has no place to scroll.
window.scrollTo = () => {};
