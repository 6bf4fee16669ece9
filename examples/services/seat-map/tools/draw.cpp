// Draws the plan on standard input: draw [seats to find together]

#include <cstdlib>
#include <exception>
#include <iostream>
#include <iterator>
#include <string>

#include "seat_map/plan.hpp"

int main(int count, char** arguments) {
  try {
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    const auto plan = seat_map::Plan::parse(text);
    const std::size_t seats = count > 1 ? std::stoul(arguments[1]) : 0;
    std::cout << plan.to_svg(plan.find_together(seats)) << '\n';
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
