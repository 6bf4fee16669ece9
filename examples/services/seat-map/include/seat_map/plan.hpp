#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace seat_map {

/// A seat of a hall. Rows and numbers begin with 1; row 1 is at the stage.
struct Seat {
  int row;
  int number;

  friend bool operator==(const Seat&, const Seat&) = default;
};

/// The seats of a hall, and which of them are taken.
class Plan {
 public:
  /// Each line is a row, from the stage to the back: '.' is free, 'x' is taken, ' ' is an aisle.
  /// Throws std::invalid_argument and names the line when there is anything else.
  static Plan parse(const std::string& text);

  /// Finds `count` free seats beside one another in the best row: as near to the middle of
  /// the row as possible, and rather a row further back than far to the side.
  /// Answers nothing when there are none; an aisle separates.
  [[nodiscard]] std::vector<Seat> find_together(std::size_t count) const;

  /// Throws std::invalid_argument when the seat does not exist or is taken.
  void take(const Seat& seat);

  [[nodiscard]] std::size_t free_seats() const;

  /// A picture of the hall. The seats in `marked` stand out.
  [[nodiscard]] std::string to_svg(const std::vector<Seat>& marked = {}) const;

 private:
  struct Place {
    enum class State { free, taken, aisle } state;
    int number;
  };

  std::vector<std::vector<Place>> rows_;
};

}  // namespace seat_map
