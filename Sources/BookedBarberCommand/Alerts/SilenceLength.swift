import ArgumentParser

/// How long an alert is silenced: a whole number with `s`, `m`, `h` or `d`.
struct SilenceLength: Sendable, Equatable, ExpressibleByArgument, CustomStringConvertible {
    let seconds: Int

    /// A silence that lasts longer is forgotten by whoever began it.
    static let longest = SilenceLength(seconds: 30 * 86_400)

    private static let units: [(letter: Character, seconds: Int)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]

    private init(seconds: Int) { self.seconds = seconds }

    /// Nil for what is no such length, for nothing, and for more than ``longest``.
    init?(argument: String) {
        guard let letter = argument.last, let unit = Self.units.first(where: { $0.letter == letter }),
            argument.dropLast().allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(argument.dropLast()),
            count > 0, count <= Self.longest.seconds / unit.seconds
        else { return nil }
        seconds = count * unit.seconds
    }

    /// The shortest exact spelling: `90m`, `1d`.
    var description: String {
        for unit in Self.units where seconds.isMultiple(of: unit.seconds) {
            return "\(seconds / unit.seconds)\(unit.letter)"
        }
        return "\(seconds)s"
    }
}
