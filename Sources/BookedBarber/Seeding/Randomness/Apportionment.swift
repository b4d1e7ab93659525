/// Divides a whole number by weights; the parts always add up to it.
enum Apportionment {
    static func parts(of total: Int, by weights: [Int]) -> [Int] {
        let sum = weights.reduce(0, +)
        precondition(sum > 0, "nothing to divide by")
        var (reached, before) = (0, 0)
        return weights.map { weight in
            reached += weight
            let upTo = share(of: total, reached, of: sum)
            defer { before = upTo }
            return upTo - before
        }
    }

    /// `total × part / whole`, rounded to the nearest number.
    static func share(of total: Int, _ part: Int, of whole: Int) -> Int {
        (total * part * 2 + whole) / (2 * whole)
    }
}
