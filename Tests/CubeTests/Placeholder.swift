import Cube
import Testing
