#pragma once

namespace drape::onnx {

// Numbers of fields and enumerators of the ONNX format
// (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), as far as they are read or written here.
enum ModelField { kModelIrVersion = 1, kModelProducer = 2, kModelGraph = 7, kModelOperatorSet = 8 };
enum OperatorSetField { kOperatorSetVersionField = 2 };
enum GraphField {
  kGraphNode = 1,
  kGraphName = 2,
  kGraphInitializer = 5,
  kGraphInput = 11,
  kGraphOutput = 12
};
enum NodeField { kNodeInput = 1, kNodeOutput = 2, kNodeName = 3, kNodeType = 4, kNodeAttribute = 5 };
enum AttributeField {
  kAttributeName = 1,
  kAttributeInteger = 3,
  kAttributeString = 4,
  kAttributeGraph = 6,
  kAttributeIntegers = 8,
  kAttributeGraphs = 11,
  kAttributeKind = 20
};
enum AttributeKind { kKindInteger = 2, kKindString = 3, kKindIntegers = 7 };
enum TensorField {
  kTensorDimension = 1,
  kTensorDataType = 2,
  kTensorName = 8,
  kTensorRawData = 9,
  kTensorExternalData = 13
};
enum DataType { kFloat = 1, kInt64 = 7 };
enum ValueField { kValueName = 1, kValueType = 2 };
enum TypeField {
  kTypeTensor = 1,
  kTypeElement = 1,
  kTypeShape = 2,
  kShapeDimension = 1,
  kDimensionValue = 1
};

}  // namespace drape::onnx
