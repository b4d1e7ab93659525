import TestServers

/// Which keys there are. Few, so that everybody meets everybody.
public struct HistoryKeys: Sendable, Codable {
    /// From 0 on.
    public var quick: Int
    /// After those: their loads take up to three seconds.
    public var slow: Int
    /// After those: only another program writes them, so that nothing else makes up for what was missed.
    public var foreign: Int

    public var count: Int { quick + slow + foreign }

    func isSlow(_ key: Int) -> Bool { (quick..<(quick + slow)).contains(key) }

    /// Some are asked for often.
    func anyQuick(_ numbers: inout SeededNumbers) -> Int {
        min(numbers.number(0...(quick - 1)), numbers.number(0...(quick - 1)))
    }

    func anySlow(_ numbers: inout SeededNumbers) -> Int { numbers.number(quick...(quick + slow - 1)) }

    func anyForeign(_ numbers: inout SeededNumbers) -> Int { numbers.number((quick + slow)...(count - 1)) }
}
