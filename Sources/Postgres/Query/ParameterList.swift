/// Where the values of a statement are. Up to four are held in place: most statements cost no allocation for it.
package struct ParameterList: RandomAccessCollection, Sendable {
    private static let held = 4
    private static let none = Parameter(type: 0, offset: 0, length: 0)

    private var first = Self.none
    private var second = Self.none
    private var third = Self.none
    private var fourth = Self.none
    private var others: [Parameter] = []
    package private(set) var count = 0

    package init() {}

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(index: Int) -> Parameter {
        switch index {
        case 0: first
        case 1: second
        case 2: third
        case 3: fourth
        default: others[index - Self.held]
        }
    }

    mutating func append(_ parameter: Parameter) {
        switch count {
        case 0: first = parameter
        case 1: second = parameter
        case 2: third = parameter
        case 3: fourth = parameter
        default: others.append(parameter)
        }
        count += 1
    }

    mutating func reserveCapacity(_ count: Int) {
        if count > Self.held { others.reserveCapacity(count - Self.held) }
    }
}
