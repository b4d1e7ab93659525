import Foundation
import Testing

@testable import BookedBarberServer

@Suite struct DirectJSONEncoderTests {
    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try DirectJSONEncoder.encode(value), as: UTF8.self)
    }

    private struct Everything: Encodable {
        var text = "a \"quoted\" \\ / ä 💈 \n\r\t\u{8}\u{c}\u{1}\u{1f}\u{7f}"
        var number = -7
        var small: UInt8 = 255
        var large = UInt64.max
        var half = 0.5
        var whole = 3.0
        var tiny = 1e-7
        var truth = [true, false]
        var missing: String?
        var list: [Int?] = [1, nil]
        var nothing: [Int] = []
        var inner: [String: [Inner]] = ["a": [Inner(), Inner()]]
    }

    private struct Inner: Encodable, Equatable {
        var stamp = Timestamp(Date(timeIntervalSince1970: 0))
        var empty = Empty()
    }

    private struct Empty: Encodable, Equatable {}

    @Test func `It says what Foundation's encoder says`() throws {
        let own = try JSONDecoder().decode(JSONValue.self, from: Data(DirectJSONEncoder.encode(Everything())))
        let foundation = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(Everything()))

        #expect(own == foundation)
    }

    @Test func `Members stand in the order of the type, without blanks`() throws {
        struct Body: Encodable {
            let second = 2
            let first = "1/1"
            let list = [1, 2]
            let inner = Inner()
        }

        #expect(
            try text(Body())
                == #"{"second":2,"first":"1/1","list":[1,2],"inner":{"stamp":"1970-01-01T00:00:00Z","empty":{}}}"#)
    }

    @Test(arguments: [JSONValue.null, true, -1, "a", [], [1, ["b"], [:]], ["k": ["l": [.null, .number(0.25)]]]])
    func `Any JSON comes through`(_ value: JSONValue) throws {
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(DirectJSONEncoder.encode(value))) == value)
    }

    @Test func `Whole numbers have no point`() throws {
        #expect(try text([3.0, -0.5, 1e21]) == "[3,-0.5,1e+21]")
    }

    @Test(arguments: [Double.nan, .infinity]) func `A number that JSON doesn't have is an error`(_ value: Double) {
        #expect(throws: EncodingError.self) { try DirectJSONEncoder.encode([value]) }
    }

    @Test func `Containers within a container are written where they were asked for`() throws {
        struct Body: Encodable {
            enum Key: String, CodingKey { case list, object, after }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                var list = container.nestedUnkeyedContainer(forKey: .list)
                var object = container.nestedContainer(keyedBy: Key.self, forKey: .object)
                try container.encode(1, forKey: .after)
                try list.encode(2)
                var within = list.nestedUnkeyedContainer()
                try list.encode(3)
                try within.encode("w")
                try object.encode([4], forKey: .list)
            }
        }

        #expect(try text(Body()) == #"{"list":[2,["w"],3],"object":{"list":[4]},"after":1}"#)
    }
}
