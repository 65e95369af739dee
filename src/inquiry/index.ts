/**
 * A person behind the assistant: questions that the documents do not answer go to the settlement's cadres, and what only the settlement knows is
 * kept. How either is talked about is the conversation's business.
 */
export { createLocalReader, type LocalReader, likenessOf } from './about.ts';
export {
  type AnswerWords,
  type Asked,
  type CadreWords,
  createInquiries,
  DUE_WORKING_DAYS,
  type Inquiries,
  LONGEST_ANSWER,
  LONGEST_QUESTION,
  MOST_WAITING,
  type ToCall,
} from './inquiries.ts';
export { createLocalKnowledge, LONGEST_INFO, type LocalInfoDraft, type LocalKnowledge } from './local-info.ts';
export type { Inquiry, InquiryAnswer, InquiryGroup, InquiryStore, LocalInfo } from './store.ts';
