#include <cstdlib>
#include <iostream>
#include <stdexcept>

#include "seat_map/plan.hpp"

using seat_map::Plan;
using seat_map::Seat;

namespace {

int checks = 0;

void check(bool holds, const char* what) {
  ++checks;
  if (!holds) {
    std::cerr << "not so: " << what << '\n';
    std::exit(EXIT_FAILURE);
  }
}

template <typename Work>
bool is_refused(Work work) {
  try {
    work();
    return false;
  } catch (const std::invalid_argument&) {
    return true;
  }
}

}  // namespace

int main() {
  auto hall = Plan::parse(
      "..xx..\n"
      "......\n"
      "... ...\n");
  check(hall.free_seats() == 16, "free seats are counted");
  check(hall.find_together(2) == std::vector<Seat>{{2, 3}, {2, 4}}, "the middle is preferred to the first row");
  check(hall.find_together(6) == std::vector<Seat>{{2, 1}, {2, 2}, {2, 3}, {2, 4}, {2, 5}, {2, 6}}, "a whole row");
  check(hall.find_together(7).empty(), "an aisle separates");
  check(hall.find_together(0).empty(), "nothing for nobody");

  hall.take({2, 3});
  check(hall.free_seats() == 15, "a seat that is taken is not free");
  check(is_refused([&] { hall.take({2, 3}); }), "a seat is taken once");
  check(is_refused([&] { hall.take({9, 1}); }), "a seat must exist");
  check(is_refused([&] { hall.take({0, 1}); }), "rows begin with one");
  check(is_refused([] { Plan::parse("..?"); }), "only seats and aisles");
  check(is_refused([] { Plan::parse(std::string(501, '.')); }), "a hall has an end");
  check(Plan::parse("").find_together(1).empty(), "an empty hall");
  check(hall.to_svg({{1, 1}}).find("#f2b134") != std::string::npos, "marked seats stand out");

  std::cout << checks << " checks passed\n";
}
