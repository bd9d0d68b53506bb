import Ledger
import Pricing

extension Books {
  /// Returns the conditions of requests of a provider's model whose output is not divided into text, images and audio: one
  /// for each of these that some price of the model is for, at whatever time.
  package var undividedOutput: @Sendable (_ provider: Name, _ model: Name) -> RequestConditions {
    { provider, model in
      var conditions = RequestConditions()
      for meant in meanings(of: ModelKey(provider: provider, model: model)).models {
        let classes = prices.unitClasses(of: ModelKey(provider: provider, model: meant))
        if classes.contains(.imageOutput) { conditions.insert(.undividedOutput) }
        if classes.contains(.audioOutput) { conditions.insert(.undividedAudio) }
      }
      return conditions
    }
  }
}
