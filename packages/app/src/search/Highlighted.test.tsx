import { render, screen } from '@testing-library/react';
import { Highlighted } from './Highlighted';

describe('Highlighted', () => {
  it('marks what was found', () => {
    render(<Highlighted text="a [x]pay[/x]ment" preTag="[x]" postTag="[/x]" />);
    expect(screen.getByText('pay').tagName).toBe('MARK');
    expect(document.body).toHaveTextContent('a payment');
  });

  it('never turns what a document says into markup', () => {
    render(
      <Highlighted
        text='[x]<img src=x onerror="alert(1)">[/x]'
        preTag="[x]"
        postTag="[/x]"
      />,
    );
    expect(document.querySelector('img')).toBeNull();
    expect(screen.getByText('<img src=x onerror="alert(1)">').tagName).toBe(
      'MARK',
    );
  });

  it('survives a mark that does not end', () => {
    render(<Highlighted text="a [x]pay" preTag="[x]" postTag="[/x]" />);
    expect(document.body).toHaveTextContent('a pay');
  });
});
