#include "seat_map/plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace seat_map {
namespace {

constexpr std::size_t largest_row = 500;
constexpr std::size_t most_rows = 500;

}  // namespace

Plan Plan::parse(const std::string& text) {
  Plan plan;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto row = plan.rows_.size() + 1;
    if (line.size() > largest_row || row > most_rows) {
      throw std::invalid_argument("row " + std::to_string(row) + ": the hall is too large");
    }
    std::vector<Place> places;
    int number = 0;
    for (const char letter : line) {
      switch (letter) {
        case '.': places.push_back({Place::State::free, ++number}); break;
        case 'x': places.push_back({Place::State::taken, ++number}); break;
        case ' ': places.push_back({Place::State::aisle, 0}); break;
        default:
          throw std::invalid_argument("row " + std::to_string(row) + ": '" + letter + "' is no seat");
      }
    }
    plan.rows_.push_back(std::move(places));
  }
  return plan;
}

std::vector<Seat> Plan::find_together(std::size_t count) const {
  // One place to the side counts as much as two rows to the back.
  constexpr double row_weight = 0.5;
  double best = std::numeric_limits<double>::infinity();
  std::vector<Seat> found;
  if (count == 0) {
    return found;
  }
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const auto& places = rows_[row];
    const double middle = (static_cast<double>(places.size()) - 1) / 2;
    std::size_t together = 0;
    for (std::size_t place = 0; place < places.size(); ++place) {
      together = places[place].state == Place::State::free ? together + 1 : 0;
      if (together < count) {
        continue;
      }
      const double centre = static_cast<double>(place) - static_cast<double>(count - 1) / 2;
      const double cost = std::abs(centre - middle) + static_cast<double>(row) * row_weight;
      if (cost < best) {
        best = cost;
        found.clear();
        for (std::size_t seat = place + 1 - count; seat <= place; ++seat) {
          found.push_back({static_cast<int>(row) + 1, places[seat].number});
        }
      }
    }
  }
  return found;
}

void Plan::take(const Seat& seat) {
  if (seat.row >= 1 && static_cast<std::size_t>(seat.row) <= rows_.size()) {
    for (auto& place : rows_[static_cast<std::size_t>(seat.row) - 1]) {
      if (place.state == Place::State::free && place.number == seat.number) {
        place.state = Place::State::taken;
        return;
      }
    }
  }
  throw std::invalid_argument("seat " + std::to_string(seat.number) + " in row " + std::to_string(seat.row) +
                              " cannot be taken");
}

std::size_t Plan::free_seats() const {
  std::size_t count = 0;
  for (const auto& places : rows_) {
    count += static_cast<std::size_t>(std::count_if(places.begin(), places.end(), [](const Place& place) {
      return place.state == Place::State::free;
    }));
  }
  return count;
}

std::string Plan::to_svg(const std::vector<Seat>& marked) const {
  constexpr int size = 20;
  std::size_t width = 0;
  std::ostringstream circles;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    width = std::max(width, rows_[row].size());
    for (std::size_t place = 0; place < rows_[row].size(); ++place) {
      const auto& [state, number] = rows_[row][place];
      if (state == Place::State::aisle) {
        continue;
      }
      const Seat seat{static_cast<int>(row) + 1, number};
      const bool is_marked = std::find(marked.begin(), marked.end(), seat) != marked.end();
      const char* colour = is_marked ? "#f2b134" : state == Place::State::free ? "#1a7f53" : "#9aa0a6";
      circles << "<circle cx=\"" << place * size + size / 2 << "\" cy=\"" << row * size + size / 2
              << "\" r=\"8\" fill=\"" << colour << "\"><title>Row " << seat.row << ", seat " << seat.number
              << "</title></circle>";
    }
  }
  std::ostringstream svg;
  svg << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << width * size << "\" height=\"" << rows_.size() * size
      << "\">" << circles.str() << "</svg>";
  return svg.str();
}

}  // namespace seat_map
