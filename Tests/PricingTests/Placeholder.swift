import Pricing
import Testing
