import Rating
import Testing
